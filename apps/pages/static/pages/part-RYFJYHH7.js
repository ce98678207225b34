import{a}from"./part-L2L7GTVI.js";import"./part-3QPTBKGN.js";import"./part-L7OUVJHB.js";import"./part-3YWJWYVU.js";import"./part-UJLIDFUD.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
