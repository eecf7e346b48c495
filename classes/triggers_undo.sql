DROP TRIGGER classes_class_keep_seats ON classes_interestclass;
DROP FUNCTION classes_class_keep_seats();
DROP TRIGGER classes_enrolment_keep_capacity ON classes_enrolment;
DROP FUNCTION classes_enrolment_keep_capacity();
