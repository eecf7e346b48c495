DROP FUNCTION community_move_version();
DROP FUNCTION community_move_version_of(text);
DROP TABLE community_version;
DROP FUNCTION community_forget(text, bigint[], text[]);
DROP FUNCTION community_signer_gone();
DROP FUNCTION community_refuse_change();
DROP TABLE community_only_added;
