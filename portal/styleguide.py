"""The style guide: every component in every state."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.chips import Chip
from community.enums import Drawing
from community.forms import PortalForm
from community.registers.to_answer import Question
from rooms.models import Booking, Waiting

TOKENS = ("paper", "surface", "surface-sunk", "ink", "ink-soft", "line", "line-strong", "brand", "brand-strong")
TINTS = ("good", "warn", "calm", "brand")
BUTTONS = ("btn-primary", "btn-outline-primary", "btn-outline-secondary", "btn-outline-danger")
CELLS = ("open", "class", "mine", "taken", "closed", "past")
CHIPS = (Chip("全部 All", "#", True), Chip("1层 Floor 1", "#", False), Chip("2层 Floor 2", "#", False))
QUESTIONS = (Question("候补有位了 A time is free", "书画室 14:00", "#", datetime(2026, 12, 1, tzinfo=UTC)),)
TONES = ("", "success", "warning", "error")


class SampleForm(PortalForm):
    """One field of each kind; labelled in both languages at once, because the catalogue has no sample texts."""

    submit_label = "提交 Send"

    name = forms.CharField(label="姓名 Name", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = forms.CharField(
        label="手机号 Mobile number",
        help_text="11位数字 11 digits",
        max_length=11,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    language = forms.ChoiceField(label="语言 Language", choices=settings.LANGUAGES)
    day = forms.DateField(label="日期 Date", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    text = forms.CharField(label="文字 Text", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agree = forms.BooleanField(label="我同意 I agree")
    size = forms.ChoiceField(
        label="人数 People", choices=[(str(n), str(n)) for n in (1, 2, 3)], widget=forms.RadioSelect, required=False
    )


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """The style guide; 404 unless DEBUG is on."""
    if not settings.DEBUG:
        raise Http404
    context: dict[str, Any] = {
        "tokens": TOKENS,
        "tints": TINTS,
        "buttons": BUTTONS,
        "tones": TONES,
        "cells": CELLS,
        "chips": CHIPS,
        "questions": QUESTIONS,
        "drawings": Drawing.values,
        "states": [*Booking.State.choices, *Waiting.State.choices],
        "page": Paginator(range(50), 10).page(3),
        "form": SampleForm(prefix="empty"),
        "wrong_form": SampleForm({"wrong-phone": "12345", "wrong-name": "周平"}, prefix="wrong"),
    }
    return render(request, "styleguide/styleguide.html", context)
