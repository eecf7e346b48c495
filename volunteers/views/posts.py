"""A post: its instructions and log, handover, check-in, and the screen with the code."""

import hmac

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.errors import DomainError
from community.http import Attempt, UserRequest, after, answer, permitted
from community.models import User
from community.qr import qr_of_page
from volunteers import selectors, services
from volunteers.forms import HandoverForm
from volunteers.models import Handover, OpenItem, Post, Shift
from volunteers.rules.presence import code_at, screen_key
from volunteers.views.lookups import shift_or_404


@require_safe
def post(request: HttpRequest, slug: str) -> HttpResponse:
    """The instructions of a post; its log for those on duty there."""
    return _show(request, get_object_or_404(Post, slug=slug))


def _show(request: HttpRequest, shown: Post, error: DomainError | None = None) -> HttpResponse:
    user = request.user
    reads = isinstance(user, User) and services.on_post(user, shown)
    context = {
        "post": shown,
        "reads_log": reads,
        "log": selectors.log_of(shown) if reads else None,
        "runs_duty": isinstance(user, User) and user.is_staff and user.has_perm("volunteers.run_duty"),
        "screen": reverse("duty_screen", args=[shown.slug, screen_key(shown)]),
        "error": error,
    }
    return answer(request, "duty/post.html", context, error=error)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: UserRequest, pk: int) -> HttpResponse:
    """Write the handover of a shift."""
    shown = shift_or_404(pk)
    if not services.on_post(request.user, shown.post):
        raise PermissionDenied
    written = Handover.objects.filter(shift=shown).first()
    things = list(shown.post.things.all())
    form = HandoverForm(request.POST or None, things=things, initial=_initial(written))
    tried = Attempt(form)
    if form.is_valid():
        with tried:
            services.write_handover(
                shift=shown,
                by=request.user,
                happened=form.cleaned_data["happened"],
                counts=form.counts,
                items=form.items,
            )
            messages.success(request, _("Saved. Now sign it."))
            return redirect(shown.post)
    context = {"shift": shown, "form": form, "written": written}
    return answer(request, "duty/handover.html", context, error=tried.error, form=form)


def _initial(written: Handover | None) -> dict[str, object]:
    if written is None:
        return {}
    counts = {f"thing_{each.thing_id}": each.number for each in written.counts.all()}
    return {"happened": written.happened, **counts}


def _handover(request: UserRequest, pk: int) -> Handover:
    row = get_object_or_404(Handover.objects.select_related("post", "shift__post", "shift__team"), pk=pk)
    if not services.on_post(request.user, row.post):
        raise PermissionDenied
    return row


@login_required
@require_POST
def sign(request: UserRequest, pk: int) -> HttpResponse:
    """Sign a handover: first the person who leaves, then the one who takes over."""
    row = _handover(request, pk)
    verb = services.sign_out if row.outgoing_id is None else services.sign_in
    return after(
        request,
        lambda: verb(handover=row, by=request.user),
        lambda error: _show(request, row.post, error),
        done=_("Signed."),
        to=row.post.get_absolute_url(),
    )


@login_required
@require_POST
def add_note(request: UserRequest, pk: int) -> HttpResponse:
    """Add a correction to a signed handover."""
    row, text = _handover(request, pk), request.POST.get("text", "")
    return after(
        request,
        lambda: services.add_note(handover=row, by=request.user, text=text),
        lambda error: _show(request, row.post, error),
        done=_("Added."),
        to=row.post.get_absolute_url(),
    )


@login_required
@require_POST
def close_item(request: UserRequest, pk: int) -> HttpResponse:
    """Close an open item, saying how."""
    item = get_object_or_404(OpenItem.objects.select_related("post"), pk=pk)
    if not services.on_post(request.user, item.post):
        raise PermissionDenied
    return after(
        request,
        lambda: services.close_item(item=item, by=request.user, how=request.POST.get("how", "")),
        lambda error: _show(request, item.post, error),
        done=_("Closed."),
        to=item.post.get_absolute_url(),
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: UserRequest, token: str) -> HttpResponse:
    """The check-in page, to which the code at the post leads."""
    shown = get_object_or_404(Post, token=token, is_active=True)
    tried = Attempt()
    if request.method == "POST":
        with tried:
            promise = services.check_in(post=shown, user=request.user, code=request.POST.get("code", ""))
            messages.success(request, _("You are checked in. Have a good shift!"))
            return redirect(promise.shift)
    context = {"post": shown, "code": request.GET.get("code", "")[:6], "error": tried.error}
    return answer(request, "duty/here.html", context, error=tried.error)


def _screen(slug: str, key: str) -> Post:
    """The post to which this secret screen address belongs."""
    shown = get_object_or_404(Post, slug=slug, is_active=True, has_screen=True)
    if not hmac.compare_digest(key.encode(), screen_key(shown).encode()):
        raise Http404
    return shown


@never_cache
@require_safe
def screen(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The screen at a post: the code of the current minute, as digits and as a QR code."""
    shown = _screen(slug, key)
    now = timezone.now()
    running = Shift.objects.taking_place().filter(post=shown, starts_at__lte=now, ends_at__gt=now).first()
    code = code_at(shown, now)
    context = {
        "post": shown,
        "code": f"{code[:3]} {code[3:]}",
        "running": running,
        "key": key,
        "left": 60 - now.second,
        "minute": int(now.timestamp()) // 60,
    }
    return answer(request, "duty/screen.html", context)


@never_cache
@require_safe
def screen_qr(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The current code as a QR code."""
    shown = _screen(slug, key)
    path = reverse("duty_here", args=[shown.token])
    return qr_of_page(f"{path}?code={code_at(shown, timezone.now())}", title=str(shown))


@permitted("volunteers.run_duty")
@require_safe
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """The printed code of a post without a screen."""
    return answer(request, "duty/poster.html", {"post": get_object_or_404(Post, slug=slug)})


@permitted("volunteers.run_duty")
@require_safe
def poster_qr(request: HttpRequest, slug: str) -> HttpResponse:
    """The printed code as a QR code."""
    shown = get_object_or_404(Post, slug=slug)
    return qr_of_page(reverse("duty_here", args=[shown.token]), title=str(shown))
