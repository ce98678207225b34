import{c as a,d as b,e as c}from"./part-WMCL3JID.js";import"./part-FLOM2PJX.js";import"./part-ROMXAHNQ.js";export{a as ImportPage,b as MarkImportPage,c as Report};
