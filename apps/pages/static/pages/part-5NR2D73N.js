function i(e){return e.child_profile!==null||!!(e.email_verified_at??e.phone_verified_at)}export{i as a};
