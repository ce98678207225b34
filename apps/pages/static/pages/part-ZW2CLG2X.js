import{a,b}from"./part-SAAJ3DF5.js";import"./part-E3WXS2NP.js";import"./part-U5H3NMLF.js";import"./part-32SZZPWS.js";import"./part-CONF7NS3.js";export{a as Consents,b as OpenConsentsNotice};
