import{a}from"./part-GCPEOFIP.js";import"./part-3QPTBKGN.js";import"./part-6KY3FKGU.js";import"./part-3YWJWYVU.js";import"./part-XRQKM3J6.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
