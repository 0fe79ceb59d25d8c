import type { LexiconEntry } from './lexicon-entry.js';

/** French, Spanish, Portuguese, Italian and their neighbours. */
export const ROMANCE: Record<string, LexiconEntry> = {
  fr: {
    ad: {
      labels: [
        'publicité',
        'pub',
        'collaboration commerciale',
        'contenu publicitaire',
        'contenu sponsorise',
        'sponsorise',
        'partenariat remunere',
        'publicite remuneree',
        'communication commerciale',
        'annonce publicitaire',
      ],
      phrases: [
        'collaboration commerciale avec',
        'publicite pour {brand}',
        'sponsorise par {brand}',
        'partenariat remunere avec',
        '(ceci|ce post|cette video) est une (publicite|collaboration commerciale)',
        'cette publication est une (publicite|collaboration commerciale)',
      ],
    },
    gift: {
      labels: [
        'produit offert',
        'cadeau',
        'offert',
        'sejour offert',
        'invitation',
        'invitation presse',
        'voyage presse',
      ],
      phrases: [
        '(produit|sejour|voyage|article)s? offerts? par',
        'offert par {brand}',
        'cadeau de {brand}',
        'invite(e|s|es)? par {brand}',
      ],
    },
    affiliate: {
      labels: ['affiliation', 'lien affilie', 'liens affilies', "lien d'affiliation"],
      phrases: ['(je touche|je percois|je recois) une commission'],
    },
    employee: { phrases: ['je travaille (chez|pour) {brand}', 'mon employeur'] },
  },
  es: {
    ad: {
      labels: [
        'publicidad',
        'publi',
        'anuncio',
        'contenido patrocinado',
        'patrocinado',
        'colaboracion pagada',
        'promocion pagada',
        'contenido publicitario',
        'publicidad pagada',
      ],
      phrases: [
        '(contenido|post|video) patrocinado por',
        'patrocinado por {brand}',
        'colaboracion pagada (con|por)',
        'promocion pagada (con|por|de)',
        'publicidad (de|para|con) {brand}',
        'esto es (una )?(publicidad|publi)',
        'en colaboracion pagada',
      ],
    },
    gift: {
      labels: ['regalo', 'regalado', 'producto regalado', 'invitacion'],
      phrases: [
        'regalo de {brand}',
        'regalad(o|a|os|as) por {brand}',
        'invitad(o|a|os|as) por {brand}',
        'cortesia de {brand}',
      ],
    },
    affiliate: {
      labels: [
        'enlace de afiliado',
        'enlaces de afiliado',
        'enlace afiliado',
        'afiliado',
        'link de afiliado',
      ],
      phrases: ['(gano|recibo|me llevo) una (pequena )?comision'],
    },
    employee: { phrases: ['trabajo (en|para) {brand}'] },
  },
  pt: {
    ad: {
      labels: [
        'publicidade',
        'publi',
        'publipost',
        'anuncio',
        'patrocinado',
        'conteudo pago',
        'conteudo patrocinado',
        'parceria paga',
        'publieditorial',
        'propaganda',
      ],
      phrases: [
        'patrocinado por {brand}',
        'parceria paga com',
        'conteudo pago por {brand}',
        'publicidade (de|para|com) {brand}',
        '(esta|esse|este) (e|post e|video e) (uma )?(publi|publicidade)',
      ],
    },
    gift: {
      labels: ['recebidos', 'recebido', 'presente', 'brinde'],
      phrases: ['recebi(do)? (de|da) {brand}', 'presente (de|da) {brand}', 'convite (de|da) {brand}'],
    },
    affiliate: {
      labels: ['link de afiliado', 'afiliado', 'link afiliado', 'links de afiliado'],
      phrases: ['(ganho|recebo) (uma )?comissao'],
    },
    employee: { phrases: ['trabalho (na|no|para) {brand}'] },
  },
  it: {
    ad: {
      labels: [
        'pubblicità',
        'sponsorizzato',
        'contenuto sponsorizzato',
        'annuncio pubblicitario',
        'inserzione',
      ],
      phrases: [
        '(post |video |contenuto )?sponsorizzat(o|a) da {brand}',
        'promoss(o|a) da {brand}',
        'pubblicita (per|di) {brand}',
        'questa e una pubblicita',
      ],
    },
    gift: {
      labels: ['omaggio', 'regalo', 'prodotto in omaggio'],
      phrases: ['regalo di {brand}', 'omaggio di {brand}'],
    },
    affiliate: {
      labels: ['link affiliato', 'link affiliati', 'affiliazione'],
      phrases: ['(ricevo|guadagno) una (piccola )?(commissione|percentuale)'],
    },
    employee: { phrases: ['lavoro (per|in|da) {brand}'] },
  },
  ca: { ad: { labels: ['publicitat', 'contingut patrocinat'] } },
  ro: { ad: { labels: ['publicitate', 'reclamă', 'parteneriat plătit'] } },
};
