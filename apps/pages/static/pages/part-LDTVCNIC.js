import{a,b}from"./part-3VKRRDU5.js";import"./part-BD5KIXQR.js";import"./part-WF5HHUTE.js";import"./part-Z5NLRQE6.js";export{a as Consents,b as OpenConsentsNotice};
