import{c as a,d as b,e as c}from"./part-H4KTZ7BE.js";import"./part-FD7OLLKF.js";import"./part-RVSKNVR7.js";export{a as ImportPage,b as MarkImportPage,c as Report};
