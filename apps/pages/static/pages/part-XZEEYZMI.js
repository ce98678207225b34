import{a}from"./part-63T7Q6FK.js";import"./part-3QPTBKGN.js";import"./part-SSDLPMO5.js";import"./part-3YWJWYVU.js";import"./part-ZJIOX3OZ.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
