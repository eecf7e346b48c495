DROP TRIGGER community_certificate_counter_kept ON community_certificatecounter;
DROP FUNCTION community_keep_counter();
DROP TRIGGER community_certificate_kept ON community_certificate;
DROP FUNCTION community_keep_certificate();
DROP TRIGGER community_certificate_numbered ON community_certificate;
DROP FUNCTION community_number_certificate();
