import{a,b}from"./part-N7XEIJD4.js";import"./part-G63MATLV.js";import"./part-IPV5YVJK.js";import"./part-NZTZ5GDJ.js";export{a as Consents,b as OpenConsentsNotice};
