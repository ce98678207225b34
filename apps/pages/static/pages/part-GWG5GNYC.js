import{a}from"./part-46BE3LB4.js";import"./part-3QPTBKGN.js";import"./part-LWNSMMYW.js";import"./part-3YWJWYVU.js";import"./part-Y2TBUR72.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
