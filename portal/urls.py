from django.urls import path

from portal import styleguide, views

urlpatterns = [
    path("", views.home, name="home"),
    path("board/", views.board, name="board"),
    path("my/", views.my, name="my"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]
