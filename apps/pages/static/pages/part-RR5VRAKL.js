import{a,b}from"./part-7CRGLIBZ.js";import"./part-AK2G2TNX.js";import"./part-LWL7MYCY.js";import"./part-6XVDXFPQ.js";export{b as AskedConsents,a as Consents};
