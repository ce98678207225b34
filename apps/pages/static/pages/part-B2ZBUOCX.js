import{a}from"./part-7EJ3RQFA.js";import"./part-KTWBO4JE.js";import"./part-GZARK35R.js";import"./part-NZTZ5GDJ.js";export{a as PushQuestion};
