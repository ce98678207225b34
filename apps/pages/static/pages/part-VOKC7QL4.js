import{a,b}from"./part-ZH6EI6MK.js";import"./part-KD4UAWEM.js";import"./part-52IKO3VV.js";import"./part-UA3FRZVZ.js";export{b as Palette,a as PaletteButton};
