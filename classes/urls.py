from django.urls import path

from classes.views import browse, practice, proposals, ratings, seats

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
    path("classes/<int:pk>/rate/", ratings.rate_class, name="rate_class"),
    path("classes/<int:pk>/ratings/", ratings.class_ratings, name="class_ratings"),
    path("classes/certificates/<slug:token>/", practice.check_certificate, name="check_certificate"),
    path("classes/practice/<slug:number>/", practice.certificate, name="certificate"),
    path("classes/practice/<slug:number>/code.svg", practice.certificate_qr, name="certificate_qr"),
    path("classes/draws/<int:pk>/", browse.draw, name="draw"),
]
