import{c as a,d as b,e as c}from"./part-WRM27VJN.js";import"./part-6UFHGN7F.js";import"./part-DXOYQNQY.js";export{a as ImportPage,b as MarkImportPage,c as Report};
