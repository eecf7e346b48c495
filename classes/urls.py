from django.urls import path

from classes.views import browse, proposals, seats

urlpatterns = [
    path("classes/", browse.class_list, name="class_list"),
    path("classes/mine/", browse.my_classes, name="my_classes"),
    path("classes/<int:pk>/", browse.class_page, name="class_page"),
    path("classes/<int:pk>/enrol/", seats.enrol, name="enrol"),
    path("classes/enrolments/<int:pk>/withdraw/", seats.withdraw, name="withdraw"),
    path("classes/propose/", proposals.propose, name="propose_class"),
    path("classes/proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("classes/proposals/<int:pk>/pledge/", proposals.pledge, name="pledge"),
    path("classes/proposals/<int:pk>/unpledge/", proposals.unpledge, name="unpledge"),
    path("classes/proposals/<int:pk>/withdraw/", proposals.withdraw, name="withdraw_proposal"),
    path("classes/draws/<int:pk>/", browse.draw, name="draw"),
]
