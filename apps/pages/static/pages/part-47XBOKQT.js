import{a}from"./part-NA3BEA7P.js";import"./part-IX556SMC.js";import"./part-IPV5YVJK.js";import"./part-3FCQVUOW.js";import"./part-NZTZ5GDJ.js";export{a as Excuses};
