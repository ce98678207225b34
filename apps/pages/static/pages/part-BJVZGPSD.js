import{c as a,d as b,e as c}from"./part-WWZKJMMD.js";import"./part-4CUJVZF2.js";import"./part-MQPVYYNA.js";export{a as ImportPage,b as MarkImportPage,c as Report};
