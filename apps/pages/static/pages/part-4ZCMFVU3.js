import{a,b}from"./part-I4VJYVW4.js";import"./part-7FPQLJRF.js";import"./part-JUSWYKSE.js";import"./part-7JM6UDSN.js";export{b as AskedConsents,a as Consents};
