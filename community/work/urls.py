from django.urls import path

from community.work import views

urlpatterns = [
    path("desk/search/", views.find, name="desk_search"),
    path("desk/act/<slug:name>/<str:key>/", views.act, name="work_act"),
]
