import{a}from"./part-3OXAV5JO.js";import"./part-DGBFZIFA.js";import"./part-3QPTBKGN.js";import"./part-LC72EOXY.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
