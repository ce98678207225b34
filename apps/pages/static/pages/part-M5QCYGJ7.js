import{a,b}from"./part-RQSIZ7ON.js";import"./part-QURDPS66.js";import"./part-KTQQNN7Q.js";import"./part-R2ALZ4XS.js";export{b as AskedConsents,a as Consents};
