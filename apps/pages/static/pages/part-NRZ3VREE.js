import{a}from"./part-JXQ7RXFQ.js";import"./part-3QPTBKGN.js";import"./part-3VNIZZBB.js";import"./part-3YWJWYVU.js";import"./part-XZQKVLZX.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
