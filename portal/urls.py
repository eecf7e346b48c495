from django.urls import path

from portal import posters, styleguide, views

urlpatterns = [
    path("", views.home, name="home"),
    path("board/", views.board, name="board"),
    path("board/portal.svg", views.wall_qr, name="wall_qr"),
    path("notices/<int:pk>/", views.notice, name="notice"),
    path("poster/<slug:kind>/<slug:key>/", posters.poster, name="poster"),
    path("poster/<slug:kind>/<slug:key>/code.svg", posters.poster_qr, name="poster_qr"),
    path("my/", views.my, name="my"),
    path("landing/", views.landing, name="landing"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]
