"""The style guide: every component in every state."""

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.messages import ERROR, INFO, SUCCESS
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.chips import Chip
from community.enums import Drawing
from community.errors import Conflict
from community.forms import PortalForm
from community.person_line import PersonLine, told_apart
from community.ranges import Span, at
from community.registers.engagements import Engagement
from community.registers.sharing import Shared
from community.registers.to_answer import Question
from rooms.models import Booking, Waiting

TOKENS = ("paper", "surface", "surface-sunk", "ink", "ink-soft", "line", "line-strong", "brand", "brand-strong")
TINTS = ("good", "warn", "calm", "brand")
BUTTONS = ("btn-primary", "btn-outline-primary", "btn-outline-secondary", "btn-outline-danger")
CELLS = ("open", "class", "mine", "taken", "closed", "past")
CHIPS = (Chip("全部 All", "#", True), Chip("1层 Floor 1", "#", False), Chip("2层 Floor 2", "#", False))
QUESTIONS = tuple(
    Question("候补有位了 A time is free", f"书画室 {hour}:00", "#", datetime(2026, 12, 1, hour, tzinfo=UTC))
    for hour in (8, 9, 10)
)
DAYS = tuple(date(2030, 1, number) for number in (4, 5, 6))
BUSY_WITH = (Engagement(Span(at(DAYS[1], time(14)), at(DAYS[1], time(16))), "值班 Duty · 东门 East gate", "#"),)
REFUSAL = Conflict("taken", "这间活动室刚刚被约走了。 This room was just taken.")
MESSAGES = tuple(
    Message(level, text)
    for level, text in (
        (SUCCESS, "约好了，到时见！ Booked."),
        (INFO, "请先登录。 Please log in."),
        (ERROR, "没有成功。 It failed."),
    )
)
PEOPLE = told_apart(
    PersonLine(number, "王**", "138****0001", "3-1-101", 71, "女", ["党员 Party member"][:number])
    for number in range(2)
)
WEEK = tuple(
    {
        "name": name,
        "parts": [
            {"value": f"{name}{part}", "label": part, "is_chosen": part == "上午"} for part in ["上午", "下午", "晚上"]
        ],
    }
    for name in ("周一", "周二")
)
SHARED = Shared("room", "sample", "书画室 Calligraphy room", "来练字吧 Come and write", "/rooms/", "calligraphy")
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
        "days": DAYS,
        "busy_with": BUSY_WITH,
        "refusal": REFUSAL,
        "sample_messages": MESSAGES,
        "people": PEOPLE,
        "shared": SHARED,
        "week": WEEK,
        "drawings": Drawing.values,
        "states": [*Booking.State.choices, *Waiting.State.choices],
        "page": Paginator(range(50), 10).page(3),
        "form": SampleForm(prefix="empty"),
        "wrong_form": SampleForm({"wrong-phone": "12345", "wrong-name": "周平"}, prefix="wrong"),
    }
    return render(request, "styleguide/styleguide.html", context)
