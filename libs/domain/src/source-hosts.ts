import type { ReferrerCategory } from './facts.ts';

export const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/**
 * Names that own a domain under many endings (`google.de`, `google.co.uk`): the label before the public suffix.
 * Only names that their owner holds everywhere belong here.
 */
export const SOURCE_NAMES: Partial<Record<ReferrerCategory, readonly string[]>> = {
  organic_search: words('google bing yahoo duckduckgo baidu yandex ecosia startpage qwant'),
  social: words('facebook instagram linkedin tiktok pinterest snapchat'),
  email: words('protonmail fastmail tutanota'),
};

/** First labels under which companies and providers run their web mail, as in `webmail.example.com`. */
export const MAIL_LABELS = new Set(words('mail webmail email owa roundcube zimbra'));

/**
 * Hosts, each with everything below it; the longest that fits decides, so `mail.google.com` is e-mail though `google`
 * is a search engine. Names that begin with `com.` and the like are Android apps, as in `android-app://` referrers.
 */
export const SOURCE_HOSTS: Partial<Record<ReferrerCategory, readonly string[]>> = {
  organic_search: words(`
    search.brave.com kagi.com mojeek.com mojeek.co.uk swisscows.com metager.org metager.de presearch.com presearch.io
    gibiru.com searx.be searx.space search.marginalia.nu stract.com lilo.org ekoru.org gexsi.com karmasearch.org
    oceanhero.today dogpile.com webcrawler.com metacrawler.com excite.com lycos.com ask.com search.aol.com
    search.aol.co.uk msn.com search.naver.com search.daum.net search.nate.com search.zum.com search.goo.ne.jp
    websearch.rakuten.co.jp so.com sogou.com sm.cn haosou.com chinaso.com coccoc.com ya.ru go.mail.ru nova.rambler.ru
    seznam.cz zapmeta.com search.orange.fr lemoteur.orange.fr search.sfr.fr search.free.fr search.ch suche.t-online.de
    suche.web.de suche.gmx.net suche.gmx.at arianna.libero.it search.virgilio.it szukaj.onet.pl szukaj.wp.pl
    startsiden.no kvasir.no pesquisa.sapo.pt buscador.terra.com.br busca.uol.com.br petalsearch.com search.xfinity.com
    searchencrypt.com searchlock.com 4get.ca alohafind.com
    com.google.android.googlequicksearchbox com.duckduckgo.mobile.android com.microsoft.bing ru.yandex.searchplugin
  `),
  social: words(`
    fb.com fb.me fb.watch messenger.com m.me instagr.am threads.net threads.com twitter.com x.com t.co twttr.com
    lnkd.in youtube.com youtu.be youtube-nocookie.com pin.it reddit.com redd.it whatsapp.com wa.me telegram.org
    telegram.me t.me discord.com discordapp.com discord.gg bsky.app bsky.social mastodon.social mastodon.online
    mastodon.world mastodon.cloud mastodon.nu mastodon.art mastodonapp.uk mstdn.social mstdn.jp mas.to fosstodon.org
    hachyderm.io infosec.exchange techhub.social chaos.social social.coop pawoo.net pixelfed.social misskey.io
    lemmy.world lemmy.ml lemmy.ca feddit.org sh.itjust.works beehaw.org truthsocial.com gab.com gettr.com parler.com
    minds.com mewe.com tumblr.com t.umblr.com quora.com news.ycombinator.com lobste.rs slashdot.org digg.com
    producthunt.com flipboard.com vk.com vk.ru vkontakte.ru ok.ru odnoklassniki.ru my.mail.ru weibo.com weibo.cn t.cn
    weixin.qq.com wechat.com qzone.qq.com zhihu.com douban.com douyin.com xiaohongshu.com tieba.baidu.com bilibili.com
    b23.tv line.me story.kakao.com band.us cafe.naver.com mixi.jp ameblo.jp b.hatena.ne.jp plurk.com viber.com
    xing.com meetup.com nextdoor.com goodreads.com letterboxd.com vimeo.com twitch.tv dailymotion.com flickr.com
    deviantart.com behance.net dribbble.com soundcloud.com myspace.com livejournal.com taringa.net clubhouse.com
    bereal.com badoo.com
    com.facebook.katana com.facebook.lite com.facebook.orca com.instagram.android com.instagram.barcelona
    com.twitter.android com.linkedin.android com.reddit.frontpage com.pinterest com.snapchat.android
    com.zhiliaoapp.musically com.google.android.youtube com.whatsapp org.telegram.messenger com.discord
    xyz.blueskyweb.app com.tumblr com.vkontakte.android jp.naver.line.android org.joinmastodon.android
  `),
  email: words(`
    inbox.google.com mail.google.com gmail.com outlook.com outlook.live.com outlook.office.com outlook.office365.com
    outlook.cloud.microsoft hotmail.com mail.live.com proton.me pm.me zoho.com zoho.eu zoho.in hey.com tuta.com tuta.io
    mail.com mailbox.org posteo.de runbox.com startmail.com hushmail.com mailfence.com riseup.net gmx.net gmx.de
    gmx.at gmx.ch gmx.com navigator.web.de deref-web.de deref-gmx.net deref-mail.com freemail.hu messagerie.orange.fr
    poczta.onet.pl poczta.wp.pl poczta.o2.pl poczta.interia.pl mail.ru superhuman.com shortwave.com
    com.google.android.gm com.microsoft.office.outlook com.yahoo.mobile.client.android.mail ch.protonmail.android
    com.fsck.k9 net.thunderbird.android com.samsung.android.email.provider ru.mail.mailapp me.bluemail.mail
  `),
  // Below a name of the lists above, but neither search nor mail: news, documents, shops, assistants.
  referral: words(`
    accounts.google.com ads.google.com aistudio.google.com analytics.google.com bard.google.com calendar.google.com
    chat.google.com classroom.google.com cloud.google.com colab.research.google.com developers.google.com
    docs.google.com drive.google.com gemini.google.com groups.google.com keep.google.com meet.google.com
    notebooklm.google.com photos.google.com play.google.com script.google.com search.google.com sites.google.com
    support.google.com tagassistant.google.com translate.google.com
    auctions.yahoo.co.jp chiebukuro.yahoo.co.jp finance.yahoo.com news.yahoo.co.jp shopping.yahoo.co.jp
    sports.yahoo.com baike.baidu.com pan.baidu.com zhidao.baidu.com disk.yandex.ru market.yandex.ru metrika.yandex.ru
    metrica.yandex.com cloud.mail.ru news.mail.ru account.proton.me drive.proton.me crm.zoho.com forms.zoho.com
  `),
};
