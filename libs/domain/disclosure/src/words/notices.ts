import type { ClaimName, NoticeName } from '../packs/pack.js';

/** Claims and notices as they read after folding; language facts, shared by all packs. */
export const CLAIMS: Readonly<Record<ClaimName, RegExp>> = {
  slimmingOrHealth:
    /\b(skinny|slim(mer|ming)?|diet|low[- ]cal(orie)?|half the calories|fewer calories|weight|guilt[- ]?free|healthy|health benefits?|antioxidants?|detox|good for (you|your)|hangover[- ]free|no hangover|immun(e|ity)|energis(es|ing)|boosts?|relieves?|relaxes)\b/,
  investmentReturn:
    /\b(guaranteed?|risk[- ]free|no risk|double (your|my|in)|doubled|triple[ds]?|will (double|triple|10x|moon|explode)|\d+ ?% (returns?|a (day|week|month|year)|per (day|week|month|year)|profit|monthly|daily|weekly)|\d+x (returns?|your|in)|passive income|turn(s|ed|ing)? .{0,4}\d[\d,.]*k? into|(makes?|made|earn(s|ed)?) .{0,4}\d[\d,.]*k? (a|per|every) (day|week|month)|easy money|get rich|can'?t lose|financial freedom|garanti(e|s|ert|do|da|to|ta)?|sans risque|ohne risiko|sin riesgo)\b/,
  cureTestimonial:
    /\b(cure[ds]?|curing|healed|heals|helped (me|my)|fixed my|got rid of|cleared (up )?my|treat(s|ed) my|stopped my|no more (migraines?|pain|anxiety|acne|eczema)|changed my life|saved my|relieved my|eased my|my (pain|migraines?|anxiety|symptoms|eczema|psoriasis|acne|arthritis) (is|are|was|were|has|have)|works? wonders|worked (for me|wonders)|miracle|i (feel|sleep|slept) (so )?(much )?better|has me sleeping)\b/,
  treatmentRefusal:
    /\b(arrete[zr]?|stoppe[zr]?|remplace[zrnt]*|plus besoin|oublie[zr]?|jete[zr]?|refuse[zr]?|a la place|au lieu)\b.{0,30}\b(chimio(therapie)?|traitements?|medicaments?|antidepresseurs?|insuline|vaccins?|medecins?|antibiotiques?|radiotherapie)\b|\b(stop|quit|skip|ditch|replaces?|instead of|no need for|don'?t need)\b.{0,30}\b(chemo(therapy)?|insulin|antidepressants?|vaccines?|your meds|your medication)\b/,
};

export const NOTICES: Readonly<Record<NoticeName, RegExp>> = {
  adultsOnly:
    /(\+ ?18|\b18 ?\+|\b18 ans|\b18 (years|jahre|anos|anni|jaar)|interdit (aux|a) mineurs?|majeurs? uniquement|adults only|over[- ]18|ab 18|solo (per )?(adulti|mayores)|mayores de 18|proibido para menores|maiores de 18|🔞)/,
  alcoholWarning: /abus d'alcool est dangereux|consommer avec moderation|drink responsibly|drinkaware/,
  capitalAtRisk:
    /capital (is )?at risk|you (could|may) lose|value .{0,30}can (go down|fall)|don't invest unless|risk warning|lose all (of )?your money/,
  financeRegistration:
    /\bsebi\b|\b(reg(istration|istered|\.)?|rn) ?(no|number|#|:)|\bin[ahp]\d{6,}|\birdai?\b|\barn[- ]?\d+|registered (investment )?(adviser|advisor|analyst)/,
  healthQualification:
    /\b(mbbs|md|bds|bams|bhms|phd|m\.?sc|rd|dr\.?) |\b(mbbs|registered (dieti[ct]ian|nurse|nutritionist|pharmacist)|certified|licen[cs]ed|qualified|clinical (nutritionist|dieti[ct]ian)|physiotherapist|doctor (here|by))\b|\b(mbbs|md|phd)\b/,
  gamblingLicence: /\bggl\b|whitelist|erlaubnis|lizenz|gl[uü]stv|lizenziert|behordlich/,
  cryptoRegistration: /\bpsan\b|\bamf\b|\bmica\b|enregistre aupres|agree par l'amf/,
  retouchedImages:
    /(image|photo|video|visuel|visage|silhouette)s? (a ete |ont ete |est |sont )?(retouche|modifie)e?s?|#(images?|photos?|videos?)retouchees?/,
  virtualImages:
    /(image|photo|video|visuel|visage|silhouette|modele|egerie|personnage)s? (est |sont )?(virtuel(le)?s?|gener(e|ee|es|ees) par (l'|une )?(ia|intelligence artificielle)|cre(e|ee|es|ees) par (l')?ia)|#images?virtuelles?|contenu genere par (l')?ia/,
  aiMade:
    /\b(ai|artificial intelligence|computer)[- ](generated|made|created|edited)|#(ai|aigenerated|madewithai|aiart|ki|kigeneriert|ia|hechoconia|fattoconia)\b|(made|created|generated|produced|edited) (with|by|using) (the help of )?(ai|artificial intelligence)\b|deep ?fake|virtual influencer|ai influencer|not a real (person|human)|\bki[- ](generiert|erstellt|bild|video|inhalt)|mit (hilfe von )?ki (erstellt|generiert|erzeugt|bearbeitet)|kunstlicher intelligenz|(generado|creado|hecho|elaborado|realizado)s? (con|por|mediante) (la )?(ia|inteligencia artificial)|(contenido|imagen|imagenes|video) (de|con|por) ia\b|inteligencia artificial|(genere|cree|realise)(e|s|es)? (par|avec) (l'|une )?(ia|intelligence artificielle)|images? virtuelles?|(generato|creato|generata|creata|realizzat[oa]) (con|da|tramite) (l')?(ia|ai|intelligenza artificiale)|(gemaakt|gegenereerd|gecreeerd) (met|door) ai|ai-gegenereerd/,
  notHuman:
    /not (a )?(real|human)|virtual (influencer|human|avatar|character|person|creator)|(ai|digital|computer)[- ]?(influencer|generated|avatar|human)|i'?m (an? )?ai\b|isn'?t (a )?(real|human)|no(t|n)[- ]human|वास्तविक (व्यक्ति|इंसान) नहीं|वर्चुअल/,
};

/** What a correction writes, by language; the first language is the fallback. */
export const NOTICE_TEXTS: Readonly<Partial<Record<NoticeName, Readonly<Record<string, string>>>>> = {
  adultsOnly: { en: '18+', fr: '18+, interdit aux mineurs', de: 'Ab 18' },
  alcoholWarning: {
    fr: 'L’abus d’alcool est dangereux pour la santé, à consommer avec modération',
    en: 'Drink responsibly',
  },
  capitalAtRisk: { en: 'Capital at risk' },
  retouchedImages: { fr: 'Images retouchées' },
  virtualImages: { fr: 'Images virtuelles' },
  aiMade: {
    en: 'AI-generated images',
    de: 'KI-generierte Bilder, mit KI erstellt',
    fr: 'Images virtuelles, générées par IA',
    es: 'Contenido generado con IA',
    it: 'Contenuto generato con IA',
    nl: 'Gemaakt met AI',
  },
  notHuman: { en: 'Virtual influencer, not a real person', hi: 'वर्चुअल इन्फ्लुएंसर, वास्तविक व्यक्ति नहीं' },
};
