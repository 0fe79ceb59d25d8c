import type { RosterField } from './fields.js';
import { plainWords } from './text.js';

/** Whole headers in languages whose words the patterns of `readHeader` do not know. */
const WORDS: Readonly<Partial<Record<RosterField, string>>> = {
  rank: '排名,名次,順位,순위,место,рейтинг,ранг,sıra,sıralama,miejsce,pozycja,posizione,classifica,rangschikking,peringkat,الترتيب,المرتبة',
  handle:
    '账号,帳號,用户名,抖音号,小红书号,ユーザー名,アカウント,アカウント名,ユーザーid,계정,아이디,사용자명,' +
    'никнейм,ник,логин,аккаунт,имя пользователя,нік,kullanıcı adı,hesap,nazwa użytkownika,konto,login,gebruikersnaam,' +
    'nome utente,profilo,användarnamn,brugernavn,brukernavn,käyttäjänimi,uživatelské jméno,nama pengguna,tên người dùng,' +
    'اسم المستخدم,الحساب,المعرف,שם משתמש,όνομα χρήστη,यूज़रनेम',
  displayName:
    '昵称,暱稱,名称,姓名,名字,达人,博主,网红,名前,氏名,表示名,インフルエンサー,이름,채널명,닉네임,인플루언서,' +
    "имя,фио,название,блогер,инфлюенсер,автор,ім'я,adı,isim,ad soyad,fenomen,imię,imię i nazwisko,nazwa,twórca," +
    'naam,volledige naam,nome completo,nome e cognome,creatore,namn,navn,nimi,jméno,nama,nama lengkap,tên,الاسم,المؤثر,שם,όνομα,नाम,owner,known as',
  followers:
    '粉丝,粉丝数,粉絲,粉絲數,关注者,订阅数,フォロワー,フォロワー数,チャンネル登録者数,登録者数,팔로워,팔로워 수,구독자,구독자 수,' +
    'подписчики,количество подписчиков,число подписчиков,подписчиков,підписники,takipçi,takipçi sayısı,abone,abone sayısı,' +
    'obserwujący,liczba obserwujących,subskrybenci,subskrypcje,volgers,aantal volgers,abonnees,seguaci,numero di follower,' +
    'följare,følgere,seuraajat,sledující,odběratelé,követők,urmăritori,pengikut,jumlah pengikut,người theo dõi,' +
    'المتابعون,المتابعين,عدد المتابعين,متابع,المشتركون,المشتركين,עוקבים,ακόλουθοι,फ़ॉलोअर्स,सब्सक्राइबर',
  posts:
    '作品数,视频数,帖子数,投稿数,動画数,게시물,게시물 수,동영상 수,публикации,посты,количество постов,видео,gönderi,gönderi sayısı,' +
    'posty,liczba postów,filmy,berichten,aantal berichten,post,numero di post,pubblicazioni,المنشورات,عدد المنشورات,פוסטים',
  totalLikes: '获赞数,获赞,總讚數,総いいね数,총 좋아요,всего лайков,toplam beğeni,łączna liczba polubień',
  avgLikes:
    '平均点赞,平均获赞,点赞数,いいね数,平均いいね数,いいね,평균 좋아요,좋아요,средние лайки,лайки,среднее количество лайков,' +
    'ortalama beğeni,beğeni,średnia polubień,polubienia,gemiddelde likes,likes in media,media mi piace,متوسط الإعجابات,الإعجابات',
  totalViews: '总播放量,総再生回数,총 조회수,всего просмотров,toplam görüntülenme,łączne wyświetlenia',
  avgViews:
    '平均播放量,播放量,再生回数,平均再生回数,평균 조회수,조회수,средние просмотры,просмотры,ortalama görüntülenme,görüntülenme,izlenme,' +
    'wyświetlenia,średnia wyświetleń,weergaven,gemiddelde weergaven,متوسط المشاهدات,المشاهدات',
  avgComments:
    '平均评论,评论数,コメント数,平均コメント数,댓글,평균 댓글,комментарии,средние комментарии,ortalama yorum,yorum,komentarze,reacties,التعليقات,متوسط التعليقات',
  avgShares: '分享数,转发数,シェア数,공유,репосты,paylaşım,udostępnienia,المشاركات',
  engagementRate:
    '互动率,互動率,エンゲージメント率,참여율,인게이지먼트율,вовлеченность,вовлечённость,уровень вовлеченности,er %,залученість,' +
    'etkileşim oranı,etkileşim,wskaźnik zaangażowania,zaangażowanie,betrokkenheid,engagementpercentage,tasso di engagement,' +
    'tasso di interazione,tingkat engagement,معدل التفاعل,نسبة التفاعل,שיעור מעורבות',
  category:
    '分类,类别,领域,赛道,行业,カテゴリ,カテゴリー,ジャンル,카테고리,분야,категория,тематика,тема,ниша,категорія,kategori,konu,' +
    'kategoria,tematyka,categorie,onderwerp,categoria,settore,kategorie,kategori konten,الفئة,التصنيف,المجال,קטגוריה,κατηγορία,श्रेणी,' +
    'activity,profession,profession activity,industry,known for,occupation,content type',
  country:
    '国家,國家,国家地区,地区,国,地域,국가,나라,지역,страна,країна,гео,ülke,kraj,land,paese,nazione,maa,země,ország,țară,negara,quốc gia,البلد,الدولة,מדינה,χώρα,देश,region,geo',
  city: '城市,都市,도시,город,місто,şehir,miasto,stad,plaats,città,kota,المدينة,עיר,πόλη,शहर',
  language: '语言,語言,言語,언어,язык,мова,dil,język,taal,lingua,bahasa,اللغة,שפה,γλώσσα,भाषा',
  platform:
    '平台,プラットフォーム,플랫폼,платформа,соцсеть,социальная сеть,platforma,platform,المنصة,פלטפורמה',
  email:
    '邮箱,电子邮件,電子郵件,メール,メールアドレス,이메일,почта,эл почта,электронная почта,пошта,e posta,eposta,البريد الإلكتروني,البريد,אימייל',
  phone:
    '电话,手机,手机号,電話,電話番号,전화,전화번호,телефон,номер телефона,telefoon,telefoonnummer,cellulare,numero di telefono,nomor telepon,الهاتف,رقم الهاتف,טלפון',
  gender: '性别,性別,성별,пол,стать,cinsiyet,płeć,geslacht,genere,jenis kelamin,الجنس,מגדר',
  profileUrl:
    '链接,主页链接,リンク,プロフィールurl,링크,ссылка,ссылка на профиль,посилання,bağlantı,odnośnik,koppeling,collegamento,tautan,الرابط,קישור',
};

let table: Map<string, RosterField> | null = null;

/** What a header that is one of these words says. */
export function fieldOfWord(key: string): RosterField | null {
  if (!table) {
    table = new Map();
    for (const [field, words] of Object.entries(WORDS))
      for (const word of words.split(',')) table.set(plainWords(word), field as RosterField);
  }
  return table.get(key) ?? null;
}

/** Words that headers are made of, and that people mistype. */
const OFTEN_MISTYPED = new Set([
  ...[
    'follower',
    'followers',
    'following',
    'followings',
    'subscriber',
    'subscribers',
    'engagement',
    'engagements',
  ],
  ...[
    'average',
    'averages',
    'comment',
    'comments',
    'category',
    'categories',
    'country',
    'countries',
    'language',
  ],
  ...[
    'username',
    'usernames',
    'instagram',
    'youtube',
    'youtuber',
    'tiktok',
    'tiktoker',
    'platform',
    'influencer',
  ],
  ...['influencers', 'creator', 'creators', 'channel', 'channels', 'abonnenten', 'durchschnitt', 'kategorie'],
  ...[
    'benutzername',
    'seguidores',
    'suscriptores',
    'publicaciones',
    'beitrage',
    'kommentare',
    'handles',
    'profile',
  ],
]);
const SHORTEST_MISTYPED = 6;

/** Each word that is one slip away from a word of headers becomes that word (`Suscribers`, `Folowers`). */
export function mendedWords(key: string): string {
  return key
    .split(' ')
    .map((word) => {
      if (word.length < SHORTEST_MISTYPED || OFTEN_MISTYPED.has(word)) return word;
      for (const meant of OFTEN_MISTYPED) if (isOneSlipAway(word, meant)) return meant;
      return word;
    })
    .join(' ');
}

/** One letter missing, too many, wrong, or two of them swapped. */
function isOneSlipAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const restA = a.slice(start);
  const restB = b.slice(start);
  if (a.length === b.length)
    return (
      restA.slice(1) === restB.slice(1) ||
      (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
    );
  return a.length > b.length ? restA.slice(1) === restB : restA === restB.slice(1);
}
