import{a}from"./part-7SKPV6K7.js";import"./part-IPYQ364A.js";import"./part-CQZQUP5Y.js";import"./part-UJLIDFUD.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
