import{a,b}from"./part-CB7SBJ3X.js";import"./part-G57LM4UC.js";import"./part-O7JTIEMO.js";import"./part-ROMXAHNQ.js";export{b as AskedConsents,a as Consents};
