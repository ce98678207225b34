import{a}from"./part-L3G4USVS.js";import"./part-3QPTBKGN.js";import"./part-P2MEFZ72.js";import"./part-3YWJWYVU.js";import"./part-RCGW2WYD.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
