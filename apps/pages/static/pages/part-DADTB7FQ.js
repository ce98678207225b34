import{a}from"./part-4ARO3AOB.js";import"./part-3QPTBKGN.js";import"./part-6YCXFOOJ.js";import"./part-3YWJWYVU.js";import"./part-2RYFRGK2.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
