import{a}from"./part-GVWSN42Y.js";import"./part-3QPTBKGN.js";import"./part-YLX3FHM5.js";import"./part-3YWJWYVU.js";import"./part-52IKO3VV.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
