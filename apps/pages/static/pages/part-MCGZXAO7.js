import{a,b}from"./part-OK5OZJHK.js";import"./part-6IKIDIAT.js";import"./part-K7VKJNII.js";import"./part-PCBL6BFD.js";export{a as Figures,b as useChart};
