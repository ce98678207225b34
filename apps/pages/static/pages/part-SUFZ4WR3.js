import{a}from"./part-CZFOPAYH.js";import"./part-3QPTBKGN.js";import"./part-C3HBCPQJ.js";import"./part-3YWJWYVU.js";import"./part-BUXCWF4Q.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
