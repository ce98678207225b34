import{a}from"./part-AZQVNSSE.js";import"./part-3QPTBKGN.js";import"./part-MZTSU3TD.js";import"./part-3YWJWYVU.js";import"./part-6ZGDJ3K3.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
