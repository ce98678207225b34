import{a,b}from"./part-JZIBMB3R.js";import"./part-YHUXTWXB.js";import"./part-7ZRCAYGK.js";import"./part-FOZOJYWX.js";export{a as Consents,b as OpenConsentsNotice};
