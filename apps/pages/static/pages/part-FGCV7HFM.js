import{a}from"./part-XPXB6VJX.js";import"./part-3QPTBKGN.js";import"./part-RUX366QG.js";import"./part-3YWJWYVU.js";import"./part-ZD5S3DSM.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
