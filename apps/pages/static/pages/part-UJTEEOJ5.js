import{a,b}from"./part-PVLICWAJ.js";import"./part-7A4ABHKN.js";import"./part-YU7MNWM4.js";import"./part-UA3FRZVZ.js";export{b as Palette,a as PaletteButton};
