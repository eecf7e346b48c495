"""Template tags of the admin: the place in the menu, rows as cards, values in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from community.admin_words import in_words, value_in_words

register = template.Library()

DASHES = "---------"  # Django's label for no choice
OPEN_ALWAYS = ("rooms", "classes")  # lists that the front desk needs every day


@register.filter
def is_current(entry: dict[str, Any], path: str) -> bool:
    """Whether an address is this list, or a page below it; the search is below none, although its address is."""
    url = entry["admin_url"]
    return path.startswith(url) and url != reverse("admin:index") and path != reverse("desk_search")


@register.filter
def is_open(group: dict[str, Any], path: str) -> bool:
    """Whether a group of the menu is expanded on this page."""
    return group["app_label"] in OPEN_ALWAYS or _holds(group, path)


def _holds(group: dict[str, Any], path: str) -> bool:
    return any(is_current(each, path) for each in group["models"] if each.get("admin_url"))


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the breadcrumb trail; without an address it is plain text."""

    label: str
    url: str = ""


@register.inclusion_tag("admin/crumbs.html", takes_context=True)
def crumbs(context: Context) -> dict[str, list[Crumb]]:
    """The breadcrumb trail in the words of the menu: group, list, record, action."""
    return {"crumbs": list(_crumbs(context))}


def _crumbs(context: Context) -> Iterator[Crumb]:
    opts: Any = context.get("original_opts") or context.get("opts")
    if not hasattr(opts, "app_label"):
        return
    path, url = context["request"].path, _url(opts, "changelist")
    group = next(
        (
            each
            for each in context.get("available_apps") or []
            if any(url and entry.get("admin_url") == url for entry in each["models"])
        ),
        None,
    )
    if group:
        yield Crumb(str(group["name"]))
    here = path == url
    yield Crumb(capfirst(str(opts.verbose_name_plural)), "" if here or not group else url)
    record: Any = context.get("original") or context.get("object") or context.get("session") or context.get("proposal")
    if here:
        return
    if getattr(record, "pk", None) is not None and getattr(record, "_meta", None) is not None:
        page = _url(opts, "change", record.pk)
        yield Crumb(str(context.get("subtitle") or record)[:40], "" if path == page else page)
        if path == page:
            return
    if context.get("title"):
        yield Crumb(str(context["title"]))


def _url(opts: Any, verb: str, *args: Any) -> str:
    try:
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_{verb}", args=args)
    except NoReverseMatch:  # a page of a model without a list of its own
        return ""


@register.filter
def as_cells(row: list[str], headers: list[dict[str, Any]]) -> list[SafeString]:
    """The cells of a row, each with its heading, which phones show beside it."""
    return [_labelled(cell, header) for cell, header in zip(row, headers, strict=False)]


def _labelled(cell: str, header: dict[str, Any]) -> SafeString:
    """A cell as Django rendered and escaped it, with its heading in an attribute."""
    text = "" if "action-checkbox" in str(header.get("class_attrib", "")) else capfirst(str(header.get("text", "")))
    tag, rest = SafeString(cell[:3]), SafeString(cell[3:])  # <td or <th
    return format_html('{} data-label="{}"{}', tag, text, rest)


@register.filter
def said(readonly: Any) -> Any:
    """A read-only field's value in words instead of icons and range brackets."""
    name, record = readonly.field["field"], readonly.form.instance
    if isinstance(name, str):
        method = getattr(readonly.model_admin, name, None)
        value = method(record) if method else None
        words = value_in_words(value) if method else in_words(type(record), record, name)
        if words is not None and not hasattr(value, "__html__"):
            return words
    return readonly.contents()


@register.filter
def asked(field: Any) -> SafeString:
    """A form field as rendered; an empty choice is a word instead of dashes."""
    nothing = pgettext("choice", "none") if not field.field.required else _("choose")
    return SafeString(str(field).replace(f">{DASHES}<", f">{escape(nothing)}<"))


@register.filter
def pick(rows: list[Any], chosen: str) -> list[Any]:
    """Of a filter's choices, those always visible (`first`) or those behind “more” (`rest`)."""
    few = 9
    if len(rows) <= few + 2:
        return rows if chosen == "first" else []
    if chosen == "first":
        return rows[:few]
    return rows[few:]


@register.filter
def any_chosen(rows: list[dict[str, Any]]) -> bool:
    """Whether one of these choices is selected."""
    return any(each.get("selected") for each in rows)


@register.filter
def in_english(readonly: Any) -> bool:
    """Whether a read-only field holds a record's English text."""
    return str(readonly.field["name"]).endswith("_en")


@register.filter
def line_class(line: Any) -> str:
    """The CSS classes of a form row, which Django's scripts and our styles rely on."""
    fields = list(line)
    names = [f"field-{name}" for each in fields if (name := _name(each))]
    several = ["form-multiline"] if len(fields) > 1 else []
    hidden = [] if line.has_visible_field else ["hidden"]
    return " ".join([*names, *several, *hidden, *(["errors"] if len(fields) == 1 and line.errors() else [])])


@register.filter
def field_class(each: Any) -> str:
    """The CSS classes of one field within its row."""
    if each.is_readonly:
        return ""
    marks = {"checkbox-row": each.is_checkbox, "errors": each.errors(), "hidden": each.field.is_hidden}
    return " ".join(name for name, is_so in marks.items() if is_so)


def _name(each: Any) -> str:
    return str(each.field["name"] if each.is_readonly else each.field.name)


@register.filter
def row_class(form: Any, is_empty_form: bool) -> str:
    """The CSS classes of an inline's row, which its script relies on."""
    return " ".join(["has_original"] * bool(form.original) + ["empty-form"] * is_empty_form)


@register.filter
def change_address(form: Any) -> str:
    """The address of an inline row's own page; empty if it has none or the user may not open it."""
    admin_ = form.model_admin
    if not form.original or not admin_.show_change_link or not admin_.has_registered_model:
        return ""
    return _url(admin_.opts, "change", form.original.pk)
