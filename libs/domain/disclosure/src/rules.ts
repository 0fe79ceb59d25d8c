/**
 * Every rule the judge can find broken, with its sentence (ICU `{name}` arguments) in the two first locales.
 * A rule's code is the key of its text in a theme's locale files.
 */
export const RULE_SENTENCES = {
  'label.missing': {
    en: 'Nothing here says that this is advertising. Begin with {best}.',
    de: 'Nichts sagt hier, dass dies Werbung ist. Beginnen Sie mit {best}.',
  },
  'gift.undisclosed': {
    en: 'The product was given, and the text does not say so. Begin with {best}.',
    de: 'Das Produkt wurde geschenkt, und der Text sagt es nicht. Beginnen Sie mit {best}.',
  },
  'gift.unclear': {
    en: 'Whether a gift must be labelled depends on what was expected for it. A label such as {best} is safe.',
    de: 'Ob ein Geschenk zu kennzeichnen ist, hängt davon ab, was dafür erwartet wurde. Sicher ist ein Hinweis wie {best}.',
  },
  'affiliate.undisclosed': {
    en: 'The link or code earns the creator money, and the text does not say so. Begin with {best}.',
    de: 'Link oder Code bringen der Person Geld, und der Text sagt es nicht. Beginnen Sie mit {best}.',
  },
  'employee.undisclosed': {
    en: 'The author works for the brand, and the text does not say so. Say it first, or begin with {best}.',
    de: 'Wer hier schreibt, arbeitet für die Marke, und der Text sagt es nicht. Sagen Sie es zuerst, oder beginnen Sie mit {best}.',
  },
  'wording.refused': {
    en: '“{label}” is not accepted as a label. Use {best}.',
    de: '„{label}“ gilt nicht als Kennzeichnung. Verwenden Sie {best}.',
  },
  'wording.ambiguous': {
    en: '“{label}” may not be understood as advertising. {best} is clear.',
    de: '„{label}“ wird womöglich nicht als Werbung verstanden. Eindeutig ist {best}.',
  },
  'wording.secondary': {
    en: '“{label}” may stand beside a full label, not instead of one. Begin with {best}.',
    de: '„{label}“ darf neben einer vollen Kennzeichnung stehen, sie aber nicht ersetzen. Beginnen Sie mit {best}.',
  },
  'wording.partOfWord': {
    en: '“{label}” only contains the letters of a label and discloses nothing. Begin with {best}.',
    de: '„{label}“ enthält nur die Buchstaben einer Kennzeichnung und kennzeichnet nichts. Beginnen Sie mit {best}.',
  },
  'wording.notApart': {
    en: '“{label}” runs into the sentence. Set it apart, for example with a bar or a colon.',
    de: '„{label}“ geht in den Satz über. Setzen Sie es ab, etwa mit einem Strich oder Doppelpunkt.',
  },
  'label.foreign': {
    en: '“{label}” is in a language that this post’s readers need not know. Use {best}.',
    de: '„{label}“ steht in einer Sprache, die das Publikum des Beitrags nicht kennen muss. Verwenden Sie {best}.',
  },
  'label.language': {
    en: '“{label}” is in another language than the post. Use {best}.',
    de: '„{label}“ steht in einer anderen Sprache als der Beitrag. Verwenden Sie {best}.',
  },
  'label.brandMissing': {
    en: '“{label}” must stand together with the brand’s name. Add it, or use {best}.',
    de: '„{label}“ muss beim Namen der Marke stehen. Ergänzen Sie ihn, oder verwenden Sie {best}.',
  },
  'label.asteriskMissing': {
    en: 'The explanation must belong to an asterisk at the link. Mark the link, or begin with {best}.',
    de: 'Die Erklärung muss zu einem Sternchen am Link gehören. Markieren Sie den Link, oder beginnen Sie mit {best}.',
  },
  'placement.afterFold': {
    en: '“{label}” is hidden behind “more”. It must be seen without a tap.',
    de: '„{label}“ ist hinter „mehr“ verborgen. Es muss ohne Antippen zu sehen sein.',
  },
  'placement.notFirst': {
    en: '“{label}” is not the first thing seen. Put it at the beginning.',
    de: '„{label}“ ist nicht das Erste, was man sieht. Stellen Sie es an den Anfang.',
  },
  'placement.afterLink': {
    en: '“{label}” stands behind a link. Put it before.',
    de: '„{label}“ steht hinter einem Link. Stellen Sie es davor.',
  },
  'placement.hashtagCrowd': {
    en: '“{label}” is lost among {count} hashtags. Put it at the beginning.',
    de: '„{label}“ geht unter {count} Hashtags unter. Stellen Sie es an den Anfang.',
  },
  'placement.hashtagTooLate': {
    en: '“{label}” is hashtag number {position}; it must be among the first {count}.',
    de: '„{label}“ ist der {position}. Hashtag; es muss unter den ersten {count} sein.',
  },
  'text.lookAlike': {
    en: '“{label}” is written with look-alike letters of another script, which search and screen readers do not recognise. Type it anew.',
    de: '„{label}“ enthält ähnlich aussehende Buchstaben einer anderen Schrift, die Suche und Vorleser nicht erkennen. Tippen Sie es neu.',
  },
  'text.hiddenCharacter': {
    en: 'An invisible character breaks “{label}”. Type it anew.',
    de: 'Ein unsichtbares Zeichen zerteilt „{label}“. Tippen Sie es neu.',
  },
  'text.marked': {
    en: '“{label}” carries accents or strokes that make another word of it. Type it anew.',
    de: '„{label}“ trägt Akzente oder Striche, die ein anderes Wort daraus machen. Tippen Sie es neu.',
  },
  'text.spaced': {
    en: '“{label}” is letter-spaced, which platforms and screen readers do not recognise. Write it as one word.',
    de: '„{label}“ ist gesperrt geschrieben, was Plattformen und Vorleser nicht erkennen. Schreiben Sie es als ein Wort.',
  },
  'text.joinedTag': {
    en: 'In “{label}” the label is joined to another word and may not be noticed. Use {best}.',
    de: 'In „{label}“ ist die Kennzeichnung mit einem anderen Wort verbunden und wird leicht übersehen. Verwenden Sie {best}.',
  },
  'denial.relationship': {
    en: '“{label}” denies a relationship that exists. Take it out.',
    de: '„{label}“ verneint eine Beziehung, die besteht. Nehmen Sie es heraus.',
  },
  'denial.ownMoney': {
    en: '“{label}” says that the author bought it, but a relationship is on record. Check which is true.',
    de: '„{label}“ sagt, dass selbst gekauft wurde, doch es ist eine Beziehung vermerkt. Prüfen Sie, was stimmt.',
  },
  'relationship.understated': {
    en: '“{label}” admits less than there was. Use {best}.',
    de: '„{label}“ gibt weniger zu, als war. Verwenden Sie {best}.',
  },
  'relationship.unrecorded': {
    en: '“{label}” looks like a commercial interest, but none is on record. Check it.',
    de: '„{label}“ sieht nach einem geschäftlichen Interesse aus, es ist aber keines vermerkt. Prüfen Sie es.',
  },
  'promotion.withoutRelationship': {
    en: 'A link to the maker or its shop, or exaggerated praise with one, may count as advertising even without payment.',
    de: 'Ein Link zum Hersteller oder Shop, zumal mit übertriebenem Lob, kann auch ohne Gegenleistung als Werbung gelten.',
  },
  'platformTool.doubtful': {
    en: 'The platform’s own label may not be enough alone. Begin the text with {best}.',
    de: 'Der Hinweis der Plattform allein reicht womöglich nicht. Beginnen Sie den Text mit {best}.',
  },
  'format.video': {
    en: 'A description alone is not enough for a video: say and show it in the video itself.',
    de: 'Die Beschreibung allein genügt bei einem Video nicht: Sagen und zeigen Sie es im Video selbst.',
  },
  'format.live': {
    en: 'In a live stream the notice must be repeated while it runs. Check that it was.',
    de: 'In einem Livestream muss der Hinweis wiederholt werden. Prüfen Sie, ob das geschah.',
  },
  'image.notice': {
    en: 'The picture was changed or made by machine, and the text does not say so. Add {best}.',
    de: 'Das Bild wurde verändert oder maschinell erzeugt, und der Text sagt es nicht. Ergänzen Sie {best}.',
  },
  'image.officialMark': {
    en: 'Body shape, size or skin was changed: the official mark must be on the picture itself.',
    de: 'Körperform, Größe oder Haut wurden verändert: Das amtliche Zeichen muss auf dem Bild selbst stehen.',
  },
  'category.prohibited': {
    en: 'Influencers may not advertise this kind of product here ({category}).',
    de: 'Für diese Art von Produkt darf hier nicht mit Influencern geworben werden ({category}).',
  },
  'category.review': {
    en: 'This kind of product has rules of its own here ({category}). A person should look.',
    de: 'Für diese Art von Produkt gelten hier eigene Regeln ({category}). Ein Mensch sollte es ansehen.',
  },
  'category.claim': {
    en: '“{label}” is a claim that may not be made here.',
    de: '„{label}“ ist eine Aussage, die hier nicht gemacht werden darf.',
  },
  'category.noticeMissing': {
    en: 'A notice that this kind of product needs here is missing ({category}, {notice}).',
    de: 'Ein Hinweis, den diese Art von Produkt hier braucht, fehlt ({category}, {notice}).',
  },
  'category.suspected': {
    en: '“{label}” hints at a restricted product ({category}). Name the category, or change the text.',
    de: '„{label}“ deutet auf ein eingeschränktes Produkt hin ({category}). Geben Sie die Kategorie an, oder ändern Sie den Text.',
  },
  'age.tooYoung': {
    en: 'The creator is {age}; for this kind of product the minimum is {minimum}.',
    de: 'Die Person ist {age}; für diese Art von Produkt sind mindestens {minimum} nötig.',
  },
} as const satisfies Record<string, { en: string; de: string }>;

export type RuleCode = keyof typeof RULE_SENTENCES;
export const RULE_CODES = Object.keys(RULE_SENTENCES) as [RuleCode, ...RuleCode[]];
export type SayParams = Readonly<Record<string, string | number>>;

/** Fills a sentence; themes use their own ICU formatter on the same templates. */
export function say(rule: RuleCode, params: SayParams, locale: 'en' | 'de' = 'en'): string {
  return RULE_SENTENCES[rule][locale].replace(/\{(\w+)\}/gu, (_, name: string) => String(params[name] ?? ''));
}
