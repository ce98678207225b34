import{a}from"./part-5UA5SRVH.js";import"./part-3QPTBKGN.js";import"./part-4J7ASAT7.js";import"./part-3YWJWYVU.js";import"./part-VOBN4TB3.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
