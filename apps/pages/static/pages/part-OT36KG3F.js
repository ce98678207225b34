import{a}from"./part-YLEXPEVC.js";import"./part-3QPTBKGN.js";import"./part-B2YR22ZF.js";import"./part-3YWJWYVU.js";import"./part-UQFXR6PW.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
