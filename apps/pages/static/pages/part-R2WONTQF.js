import{a}from"./part-P3PCURUB.js";import"./part-3QPTBKGN.js";import"./part-FQJPQYJW.js";import"./part-3YWJWYVU.js";import"./part-QPHATD2P.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
