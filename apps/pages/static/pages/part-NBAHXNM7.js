import{a}from"./part-AZIINJM4.js";import"./part-3QPTBKGN.js";import"./part-CDVZCCEH.js";import"./part-3YWJWYVU.js";import"./part-6CO6UPSN.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
