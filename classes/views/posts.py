"""Notes and photos of a class, for its members."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from classes import services
from classes.forms import PostForm
from classes.models import ClassPost, InterestClass
from classes.rules.teaching import teaches
from community.http import Attempt, UserRequest, answer
from community.media import private_photo
from community.models import User


def _may_read(shown: InterestClass, user: User) -> bool:
    seats = shown.enrolments.seated().of(user)
    return bool(shown.teacher_id == user.pk or seats.exists() or teaches(shown, user))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def posts(request: UserRequest, pk: int) -> HttpResponse:
    """The teacher's notes and photos, with the form to add more."""
    shown = get_object_or_404(InterestClass, pk=pk)
    if not _may_read(shown, request.user):
        raise PermissionDenied
    is_teacher = teaches(shown, request.user)
    if request.method == "POST" and not is_teacher:
        raise PermissionDenied
    form = PostForm(request.POST or None, request.FILES or None)
    tried = Attempt(form)
    if request.method == "POST" and form.is_valid():
        with tried:
            services.post(interest_class=shown, by=request.user, **form.cleaned_data)
            messages.success(request, _("Your note is published."))
            return redirect("class_posts", shown.pk)
    context = {
        "shown": shown,
        "posts": shown.posts.select_related("author")[:50],
        "is_teacher": is_teacher,
        "form": form,
    }
    return answer(request, "classes/posts.html", context, form=form, error=tried.error)


@login_required
@require_POST
def delete_post(request: UserRequest, pk: int) -> HttpResponse:
    """Delete a note or a photo."""
    gone = get_object_or_404(ClassPost.objects.select_related("interest_class"), pk=pk)
    if not teaches(gone.interest_class, request.user):
        raise PermissionDenied
    services.delete_post(post=gone, by=request.user)
    messages.success(request, _("The note is deleted."))
    return redirect("class_posts", gone.interest_class_id)


@login_required
@require_safe
def photo(request: UserRequest, pk: int) -> FileResponse:
    """A photo of a class, for its members only; it may show children."""
    shown = get_object_or_404(ClassPost.objects.select_related("interest_class").exclude(photo=""), pk=pk)
    return private_photo(shown.photo, allowed=_may_read(shown.interest_class, request.user))
